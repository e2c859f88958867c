/** What the help of a command says whose work is done or not. */
export const EXIT_CODES = 'Exit code: 0 done, 1 it could not be done, 2 the command line is wrong.';
