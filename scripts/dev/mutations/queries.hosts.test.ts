import { queries } from './queries.ts';
import { testMutations } from './testing.ts';

testMutations(queries);
