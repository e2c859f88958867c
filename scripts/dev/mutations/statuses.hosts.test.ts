import { statuses } from './statuses.ts';
import { testMutations } from './testing.ts';

testMutations(statuses);
