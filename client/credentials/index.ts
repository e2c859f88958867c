export { type Leaked, stopLeaked } from './leaked.ts';
export {
  beginRotation,
  type FinishOptions,
  finishRotation,
  type RotatingClient,
  type Rotation,
  rotationOf,
  StillUsed,
  undoRotation,
} from './rotate.ts';
export { eachStaleToken, staleFilter } from './stale.ts';
