import { headers } from './headers.ts';
import { testMutations } from './testing.ts';

testMutations(headers);
