/**
 * The server as `npm start` starts it, with a contract that has 200 more operations. They are put into what is derived
 * from the contract before the server reads it, and first, where a look-up that goes through all of them meets them.
 */
import { operations } from '../../../generated/operations.ts';
import { loadDocument } from '../../../server/http/document.ts';
import { moreOperations, morePaths, type OperationTable, type Paths, putFirst } from './more-operations.ts';

const table: OperationTable = operations;
putFirst(table, moreOperations(table));
const { paths } = (await loadDocument()) as { paths: Paths };
putFirst(paths, morePaths(paths));
await import('../../../server/main.ts');
