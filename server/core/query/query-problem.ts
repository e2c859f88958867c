import { invalid, type ProblemCode, type ProblemError, type Violation } from '../problems.ts';
import type { QueryError, QueryViolation } from './query-error.ts';

/** What is wrong with a query, as the problem that it is [rql.errors]. */
export function queryProblem({ violations: [first, ...rest] }: QueryError): ProblemError {
  return invalid([violationOf(first), ...rest.map(violationOf)]);
}

function violationOf({ key, fault, message }: QueryViolation): Violation {
  return { field: key, code: codeOf(key, fault), message };
}

function codeOf(key: QueryViolation['key'], fault: QueryViolation['fault']): ProblemCode {
  if (fault === 'repeated') return 'parameter.repeated';
  switch (key) {
    case 'limit':
    case 'offset':
    case 'page':
      return `${key}.invalid`;
    case 'select':
      return fault === 'encoding' ? 'select.encoding' : 'select.syntax';
    case 'order':
      return fault === 'encoding' || fault === 'unknown-field' || fault === 'field' ? `order.${fault}` : 'order.syntax';
    case 'filter':
      return fault === 'invalid' ? 'filter.syntax' : `filter.${fault}`;
  }
}
