import { expectations } from '../../generated/expectations.ts';
import { invalid, type ProblemCode, ProblemError, type Violation } from './problems.ts';

/** What the validator says of one place of a request. */
export interface ValidationError {
  /** `/body/modules/0/id` */
  path: string;
  message: string;
  /** `maxLength.openapi.validation`: the keyword that is broken. */
  errorCode?: string;
}

/** What breaks the contract in a request, in words [errors.map] [errors.code]. */
export function formProblem(errors: readonly ValidationError[]): ProblemError {
  const violations = new Map<string, Violation>();
  for (const { path, message, errorCode = '' } of errors) {
    const field = fieldPath(path);
    const [keyword = ''] = errorCode.split('.');
    const violation = { field, code: codeOf(field, keyword), message: sentence(field, keyword, message) };
    violations.set(`${field} ${violation.message}`, violation);
  }
  const [first, ...rest] = violations.values();
  return first ? invalid([first, ...rest]) : new ProblemError(400);
}

const PROPERTIES = ['name', 'description', 'icon', 'account', 'modules', 'extensions'] as const;

/** Of a part of a property the code is that of the property. */
function codeOf(field: string, keyword: string): ProblemCode {
  const top = /^\w+/.exec(field)?.[0];
  const property = PROPERTIES.find((name) => name === top);
  if (!property) return 'body.not-an-object';
  if (property === 'name' && keyword === 'required') return 'name.required';
  if ((property === 'modules' || property === 'extensions') && keyword === 'maxItems') return `${property}.too-many`;
  return `${property}.invalid`;
}

/** The same sentence for whatever is wrong with the characters of a field: the contract says in words what is allowed. */
function sentence(field: string, keyword: string, message: string): string {
  const expected = expectations[field.replaceAll(/\[\d+\]/g, '[]')];
  switch (keyword) {
    case 'required':
      return 'is required';
    case 'type':
      return message.replace(',', ' or ');
    case 'pattern':
    case 'minLength':
    case 'maxLength':
      return expected ? `must be ${expected}` : message;
    case 'maxItems':
      return message.replace('NOT have more than', 'have at most');
    default:
      return message;
  }
}

/** `/body/modules/0/id` → `modules[0].id`; the whole body is `$`. */
function fieldPath(pointer: string): string {
  const [, , ...parts] = pointer.split('/');
  const path = parts.map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${part}`)).join('');
  return path.replace(/^\./, '') || '$';
}
