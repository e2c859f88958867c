import { representations } from './representations.ts';
import { testMutations } from './testing.ts';

testMutations(representations);
