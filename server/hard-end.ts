import { spawn } from 'node:child_process';

/**
 * Kills this process after a time, whatever hangs: its main thread, or a thread that its exit waits for. Another process
 * does it, because threads of this one end before its exit waits; it goes with this one, and its group with it.
 */
export function killAfter(seconds: number): void {
  const script = `(sleep ${seconds}; kill -9 ${process.pid}) & read -r _; kill 0`;
  const guard = spawn('sh', ['-c', script], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  // Where there is no shell, whoever sent the signal has to do it.
  guard.on('error', () => {});
  guard.unref();
}
