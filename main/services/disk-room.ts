import type { Failure } from '../../contracts/errors/failure.ts';
import type { Disk, DiskFacts } from './ports.ts';
import type { Till } from './till.ts';

const gigabyte = 2 ** 30;
const megabyte = 2 ** 20;
/** A till writes little, but an update, a copy of its database and the system itself want room too. */
const leastFreeBytes = gigabyte;

/** Whether the drive may soon be too full to store sales on. */
export function isDiskLow({ freeBytes, databaseBytes }: DiskFacts): boolean {
  return freeBytes < Math.max(leastFreeBytes, 2 * databaseBytes);
}

/** Looks at the drive; the window is told when there is news. */
export async function noticeDisk(till: Pick<Till, 'disk' | 'notify'>): Promise<void> {
  const before = diskWarnings(till.disk).length;
  await till.disk.read();
  if (diskWarnings(till.disk).length !== before) till.notify('app');
}

/** A standing remark for as long as there is little room. */
export function diskWarnings(disk: Disk): readonly Failure[] {
  const facts = disk.last();
  if (facts === null || !isDiskLow(facts)) return [];
  return [{ code: 'DISK_LOW', params: { megabytes: Math.floor(facts.freeBytes / megabyte) } }];
}
