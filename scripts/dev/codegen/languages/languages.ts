import { cp, readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { run } from './run.ts';

/** A language that consumers of the contract write in, with the generator that we hold the contract against. */
export interface Language {
  /** The commands that have to be there; everything else comes from the language's own registry. */
  needs: readonly string[];
  /**
   * Generates a client into a folder, compiles the consumer of this folder against it, and tells how to start that. It
   * reads `ORIGIN`, `TOKEN` and `NAME`, and prints what it did as one line of JSON.
   */
  build(openApiFile: string, folder: string): Promise<(environment: Record<string, string>) => Promise<string>>;
}

const OAPI_CODEGEN = 'github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.8.2';
const OPENAPI_GENERATOR = 'org.openapitools:openapi-generator-cli:7.25.0';
const MAVEN_DEPENDENCIES = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1';

export const LANGUAGES: Record<string, Language> = {
  Python: {
    needs: ['python3'],
    async build(openApiFile, folder) {
      await consumerOf('python', folder);
      const bin = join(folder, 'venv', 'bin');
      await run('python3', ['-m', 'venv', 'venv'], { cwd: folder });
      await run(join(bin, 'pip'), ['install', '--quiet', '--requirement', 'requirements.txt'], { cwd: folder });
      const options = ['--meta', 'none', '--output-path', 'tokens_client', '--fail-on-warning'];
      await run(join(bin, 'openapi-python-client'), ['generate', '--path', openApiFile, ...options], {
        cwd: folder,
        env: { PATH: `${bin}${delimiter}${process.env.PATH}` },
      });
      return (env) => run(join(bin, 'python'), ['consumer.py'], { cwd: folder, env });
    },
  },
  Go: {
    needs: ['go'],
    async build(openApiFile, folder) {
      await consumerOf('go', folder);
      const env = { GOFLAGS: '-mod=mod' };
      const options = ['-config', 'oapi-codegen.yaml', '-o', 'api/api.gen.go'];
      await run('mkdir', ['api'], { cwd: folder });
      await run('go', ['run', OAPI_CODEGEN, ...options, openApiFile], { cwd: folder, env: { GOFLAGS: '' } });
      await run('go', ['build', '-o', 'consumer', '.'], { cwd: folder, env });
      return (environment) => run(join(folder, 'consumer'), [], { cwd: folder, env: environment });
    },
  },
  Java: {
    needs: ['java', 'javac', 'mvn'],
    async build(openApiFile, folder) {
      await consumerOf('java', folder);
      const maven = (goal: string, ...properties: string[]) => {
        return run('mvn', ['-q', '-B', `${MAVEN_DEPENDENCIES}:${goal}`, ...properties], { cwd: folder });
      };
      await maven('copy', `-Dartifact=${OPENAPI_GENERATOR}`, '-DoutputDirectory=generator');
      await maven('copy-dependencies', '-DoutputDirectory=lib');
      const [generator = ''] = await readdir(join(folder, 'generator'));
      const options = ['--additional-properties', 'disallowAdditionalPropertiesIfNotPresent=false'];
      const target = ['-i', openApiFile, '-o', 'client', '--global-property', 'modelTests=false,apiTests=false'];
      await run('java', ['-jar', join('generator', generator), 'generate', '-g', 'java', ...options, ...target], {
        cwd: folder,
      });
      const files = await readdir(join(folder, 'client/src/main/java'), { recursive: true });
      const sources = files.filter((file) => file.endsWith('.java')).map((file) => join('client/src/main/java', file));
      const classPath = ['classes', 'lib/*'].join(delimiter);
      await run('javac', ['-proc:none', '-d', 'classes', '-cp', 'lib/*', 'Consumer.java', ...sources], { cwd: folder });
      return (env) => run('java', ['-cp', classPath, 'Consumer'], { cwd: folder, env });
    },
  },
};

/** What a consumer in a language writes: the program, and the packages that it names. */
async function consumerOf(language: string, folder: string): Promise<void> {
  await cp(join(import.meta.dirname, language), folder, { recursive: true });
}
