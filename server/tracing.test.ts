import { describe, expect, it } from 'vitest';
import { missingTracing } from './missing-tracing.ts';
import { startProcess } from './testing/process.ts';
import { temporaryFolder } from './testing/server.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';

describe('OpenTelemetry', () => {
  it('that was loaded before the server gives its trace to log and problems', async () => {
    const server = await startProcess(await temporaryFolder(), {
      NODE_OPTIONS: '--import ./server/testing/active-span.ts',
    });
    const answer = await fetch(`${server.url}/nonsense`);
    expect((await answer.json()).traceId).toBe(`00-${TRACE}-b7ad6b7169203331-01`);
    await expect.poll(server.output).toContain(`"traceId":"${TRACE}","spanId":"b7ad6b7169203331"`);
  });

  it('whose variables are set, and that is not there, is told in a line', async () => {
    const server = await startProcess(await temporaryFolder(), { OTEL_SERVICE_NAME: 'tokens' });
    expect(server.output().match(/OTEL_SERVICE_NAME set, but no SDK of OpenTelemetry is loaded/g)).toHaveLength(1);
    expect(missingTracing({})).toBeUndefined();
    expect(missingTracing({ OTEL_SERVICE_NAME: 'x', OTEL_SDK_DISABLED: 'true' })).toBeUndefined();
  });
});
