import { cpus, totalmem } from 'node:os';

/** The machine, without anything that names it. */
export function describeMachine(): string {
  const [{ model } = { model: 'unknown' }] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const { node, sqlite } = process.versions;
  const system = `${process.platform} ${process.arch}`;
  return `${cpus().length} cores (${model.trim()}), ${memory} GiB of memory, ${system}, Node ${node} with SQLite ${sqlite}`;
}
