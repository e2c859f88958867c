import module from 'node:module';
import { fileURLToPath } from 'node:url';

// Loaded before every entry point, in plain JavaScript so that an old Node can say what is wrong instead of failing on it.
const needed = [24, 18];
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < needed[0] || (major === needed[0] && minor < needed[1])) {
  console.error(
    `This needs Node ${needed.join('.')} or newer and was started with ${process.version}: ` +
      'run `npm ci` without --ignore-scripts and --omit=dev, which brings the right Node, then start it through npm (`npm start`).',
  );
  process.exit(1);
}

// Texts that tell what to run say it as it was run: `npm run verify -- …`, of the subcommand `verify`.
const { npm_lifecycle_event: script } = process.env;
if (script)
  process.env.COMMAND_CALLED_AS = `npm ${script === 'start' ? '' : 'run '}${script} --=${process.argv[2] ?? ''}`;

// The second start of anything need not compile again what the first one did. An older Node has no such cache.
module.enableCompileCache?.(fileURLToPath(new URL('../node_modules/.cache/compile', import.meta.url)));
