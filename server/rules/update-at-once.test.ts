import { describe } from 'vitest';
import { testChangesAtOnce } from '../testing/changes-at-once.ts';
import { startServer } from '../testing/server.ts';

describe('changes of one token at once', () => {
  testChangesAtOnce(startServer);
});
