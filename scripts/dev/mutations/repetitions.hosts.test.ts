import { repetitions } from './repetitions.ts';
import { testMutations } from './testing.ts';

testMutations(repetitions);
