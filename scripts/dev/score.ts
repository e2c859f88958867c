/**
 * `npm run check:score`: the score that `redocly score` gives the contract, and the operations that lower it most. Exit
 * code 1 where it is below the threshold.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const THRESHOLD = 85;
const SHOWN_OPERATIONS = 5;
const ROOT = new URL('../../', import.meta.url).pathname;

/** What is read of the output of `redocly score --format json`; scores are 0 to 100, the worst operations come first. */
interface Score {
  agentReadiness: number;
  hotspots: { operationId: string; agentReadinessScore: number; reasons: string[] }[];
}

async function readScore(): Promise<Score> {
  const redocly = 'node_modules/@redocly/cli/bin/cli.js';
  const args = [redocly, 'score', 'spec/openapi.yaml', '--config', 'spec/redocly.yaml', '--format', 'json'];
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT, env });
  return JSON.parse(stdout);
}

const { agentReadiness, hotspots } = await readScore();
console.log(`redocly score: ${agentReadiness}, at least ${THRESHOLD} is asked for. Lowest:`);
for (const { operationId, agentReadinessScore, reasons } of hotspots.slice(0, SHOWN_OPERATIONS)) {
  console.log(`  ${agentReadinessScore.toFixed(1)} ${operationId}: ${reasons.join(', ')}`);
}
// The negation also refuses a score that is not there.
if (!(agentReadiness >= THRESHOLD)) {
  console.error(`The score of the contract is ${agentReadiness}, below ${THRESHOLD}.`);
  process.exitCode = 1;
}
