import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/server.ts';
import { writePrivateFile } from './private-file.ts';

describe.skipIf(process.platform === 'win32')('a private file', () => {
  it('is its owner’s alone, also where it takes the place of one that was not; folders that are there stay as they are', async () => {
    const folder = await temporaryFolder();
    await chmod(folder, 0o755);
    const file = join(folder, 'secret');
    await writeFile(file, 'old', { mode: 0o644 });
    await writePrivateFile(file, 'new');
    expect([await readFile(file, 'utf8'), (await stat(file)).mode & 0o777]).toEqual(['new', 0o600]);
    expect((await stat(folder)).mode & 0o777).toBe(0o755);
  });

  it('is not stopped by what another write left, and follows nothing that was put in its way', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'secret');
    await writeFile(`${file}.tmp`, 'left');
    await writeFile(join(folder, 'elsewhere'), 'untouched');
    await symlink(join(folder, 'elsewhere'), file);
    await writePrivateFile(file, 'new');
    expect(await readFile(join(folder, 'elsewhere'), 'utf8')).toBe('untouched');
    expect(await readFile(file, 'utf8')).toBe('new');
  });

  it('that cannot be written leaves nothing, and the error names it and the cause', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'secret');
    await mkdir(file);
    await expect(writePrivateFile(file, 'new')).rejects.toThrow(`The file ${file} cannot be written: E`);
    expect(await readdir(folder)).toEqual(['secret']);
  });
});
