/** Connections for reading that are busy and idle, and who waits for one. */
export interface PoolState {
  busy: number;
  idle: number;
  waiting: number;
}
