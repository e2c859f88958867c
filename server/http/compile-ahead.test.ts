import { expect, it } from 'vitest';
import { type OperationId, operations } from '../../generated/operations.ts';
import { compileAhead } from './compile-ahead.ts';

it('compiles each operation once, and leaves room for requests in between', async () => {
  const events: string[] = [];
  let isOver = false;
  const compile = (operation: OperationId) => void events.push(operation);
  const others = (async () => {
    while (!isOver) {
      await new Promise((resolve) => setImmediate(resolve));
      if (events.at(-1) !== 'request') events.push('request');
    }
  })();
  await compileAhead({ compile });
  isOver = true;
  await others;
  expect(events.filter((event) => event !== 'request')).toEqual(Object.keys(operations));
  expect(events.some((event, index) => event !== 'request' && events[index + 1] !== 'request')).toBe(false);
});

it('ends with what compiling throws', async () => {
  const compile = () => {
    throw new Error('no schema');
  };
  await expect(compileAhead({ compile })).rejects.toThrow('no schema');
});
