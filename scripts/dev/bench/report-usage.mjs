/** Loaded into a server before its own code: tells what the process has used when its parent asks. */
import { isMainThread } from 'node:worker_threads';

if (isMainThread && process.send) {
  process.on('message', () => process.send?.({ cpu: process.cpuUsage(), rss: process.memoryUsage.rss() }));
  process.channel?.unref();
}
