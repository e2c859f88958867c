/** An error that an operation declares, by one of its examples. */
export interface DeclaredError {
  status: number;
  /** Undefined where the answer has no example. */
  example: string | undefined;
  summary: string | undefined;
  code: string | undefined;
}

export interface DeclaredOperation {
  id: string;
  summary: string;
  /** In capitals. */
  method: string;
  path: string;
  hasBody: boolean;
  errors: DeclaredError[];
}

interface Reference {
  $ref: string;
}

interface Example {
  summary?: string;
  value?: { code?: string };
}

interface Answer {
  content?: Record<string, { examples?: Record<string, Example | Reference> }>;
}

interface Operation {
  operationId: string;
  summary: string;
  requestBody?: object;
  responses: Record<string, Answer | Reference>;
}

/** What of an OpenAPI document is read here. */
export interface Contract {
  servers?: { url: string }[];
  paths: Record<string, Record<string, Operation>>;
}

const METHODS = ['get', 'post', 'put', 'delete'];

/** The operations of the contract, with each error that they declare. */
export function declaredOperations(contract: Contract): DeclaredOperation[] {
  return Object.entries(contract.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => METHODS.includes(method))
      .map(([method, { operationId, summary, requestBody, responses }]) => ({
        id: operationId,
        summary,
        method: method.toUpperCase(),
        path,
        hasBody: requestBody !== undefined,
        errors: Object.entries(responses)
          .filter(([status]) => Number(status) >= 400)
          .flatMap(([status, answer]) => errorsOf(contract, Number(status), answer)),
      })),
  );
}

function errorsOf(contract: Contract, status: number, reference: Answer | Reference): DeclaredError[] {
  const { content = {} } = resolve<Answer>(contract, reference);
  const examples = Object.values(content).flatMap(({ examples = {} }) => Object.entries(examples));
  if (examples.length === 0) return [{ status, example: undefined, summary: undefined, code: undefined }];
  return examples.map(([name, example]) => {
    const { summary, value } = resolve<Example>(contract, example);
    return { status, example: name, summary, code: value?.code };
  });
}

function resolve<T extends object>(contract: Contract, value: T | Reference): T {
  if (!('$ref' in value)) return value;
  const path = value.$ref.slice(2).split('/');
  const found = path.reduce<unknown>((node, key) => Object(node)[key], contract);
  return resolve(contract, found as T | Reference);
}
