import { createRequire } from 'node:module';
import { promisify } from 'node:util';

/** Of the three packages only what is used: two of them have no types, and those of the converter know no option. */
interface Packages {
  'openapi-to-postmanv2': {
    convertV2(input: object, options: object, done: Callback<Conversion>): void;
  };
  'postman-collection': {
    Collection: new (definition: object) => { variables: { upsert(variable: { key: string; value: string }): void } };
  };
  'postman-runtime': {
    Runner: new () => { run(collection: object, options: object, done: Callback<Run>): void };
  };
}

type Callback<T> = (error: Error | null, value: T) => void;

interface Conversion {
  result: boolean;
  reason?: string;
  output?: { data: object }[];
}

interface Run {
  start(callbacks: {
    response(
      error: Error | null,
      cursor: object,
      response: { code: number; text(): string } | undefined,
      request: object,
      item: { name: string },
    ): void;
    done(error: Error | null): void;
  }): void;
}

const load: <N extends keyof Packages>(name: N) => Packages[N] = createRequire(import.meta.url);

/** What a request of a collection got. */
export interface Outcome {
  /** `List API tokens` */
  name: string;
  status: number;
  text: string;
}

/**
 * The collection that Postman's import makes of an OpenAPI document, every parameter and body from its example.
 * @throws Error where the converter refuses the document.
 */
export async function importDocument(openApi: string): Promise<object> {
  const options = { parametersResolution: 'Example', folderStrategy: 'Tags' };
  const { convertV2 } = load('openapi-to-postmanv2');
  const convert = promisify<object, object, Conversion>(convertV2);
  const { result, reason, output } = await convert({ type: 'string', data: openApi }, options);
  const [collection] = output ?? [];
  if (!result || !collection) throw new Error(`Postman's converter refuses the document: ${reason}`);
  return collection.data;
}

/** Sends each request of a collection, in its order. @throws Error where one gets no answer. */
export async function runCollection(definition: object, variables: Record<string, string>): Promise<Outcome[]> {
  const { Collection } = load('postman-collection');
  const { Runner } = load('postman-runtime');
  const collection = new Collection(definition);
  for (const [key, value] of Object.entries(variables)) collection.variables.upsert({ key, value });
  const runner = new Runner();
  const run = await promisify<Run>((done) => runner.run(collection, {}, done))();
  const outcomes: Outcome[] = [];
  await promisify<void>((done) => {
    run.start({
      response(error, _cursor, response, _request, { name }) {
        if (error || !response) return done(error ?? new Error(`${name} got no answer.`));
        outcomes.push({ name, status: response.code, text: response.text() });
      },
      done,
    });
  })();
  return outcomes;
}
