import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startProcess } from './testing/process.ts';
import { SAMPLE, temporaryFolder } from './testing/server.ts';

const PATH = '/public/v1/accounts/api-tokens';

describe('a lock that another process holds', () => {
  it('delays what is to be written and nothing else; none is lost, none is there twice', async () => {
    const folder = await temporaryFolder();
    const { url, credentials } = await startProcess(folder);
    const headers = { Authorization: `Bearer ${credentials[SAMPLE.client]}`, 'Content-Type': 'application/json' };
    const create = (name: string) => fetch(url + PATH, { method: 'POST', headers, body: JSON.stringify({ name }) });
    const read = async (path: string) => (await fetch(url + path, { headers })).status;
    const names = async () => {
      const answer = await fetch(`${url}${PATH}?ilike(name,*locked*)&select=-*,%2Bname`, { headers });
      return (await answer.json()).data.map(({ name }: { name: string }) => name).sort();
    };

    const holder = new DatabaseSync(join(folder, 'tokens.db'));
    onTestFinished(() => holder.close());
    holder.exec('BEGIN IMMEDIATE');
    let written = 0;
    const vain = Array.from({ length: 5 }, (_, index) => create(`locked in vain ${index}`).finally(() => written++));
    let answeredMeanwhile = 0;
    while (written === 0) {
      expect(await Promise.all(['/healthz', `${PATH}/${SAMPLE.client}`, PATH].map(read))).toEqual([200, 200, 200]);
      if (written === 0) answeredMeanwhile += 1;
    }
    expect(answeredMeanwhile).toBeGreaterThan(0);
    for (const answer of await Promise.all(vain)) {
      expect([answer.status, Number(answer.headers.get('retry-after')) > 0]).toEqual([503, true]);
    }
    const patient = Array.from({ length: 5 }, (_, index) => create(`locked then free ${index}`));
    await read('/healthz');
    holder.exec('ROLLBACK');
    expect((await Promise.all(patient)).map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    expect(await names()).toEqual(Array.from({ length: 5 }, (_, index) => `locked then free ${index}`));
  });
});
