const regularFile = 0o100000;
const folder = 0o040000;

/**
 * An archive of the kind the kernel unpacks into its first file system ("newc"). Folders are made by themselves.
 *
 * @param {readonly { path: string, data: Uint8Array, mode?: number }[]} files paths without a leading slash
 * @returns {Buffer}
 */
export function cpioArchive(files) {
  const folders = new Set(files.flatMap(({ path }) => foldersAbove(path)));
  const entries = [
    ...[...folders].sort().map((path) => ({ path, mode: folder | 0o755, data: Buffer.alloc(0) })),
    ...files.map(({ path, data, mode = 0o755 }) => ({ path, mode: regularFile | mode, data })),
    { path: 'TRAILER!!!', mode: 0, data: Buffer.alloc(0) },
  ];
  return Buffer.concat(entries.flatMap((entry, index) => record(entry, index + 1)));
}

function foldersAbove(path) {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

function record({ path, mode, data }, inode) {
  const name = Buffer.from(`${path}\0`);
  const links = 1;
  const fields = [inode, mode, 0, 0, links, 0, data.length, 0, 0, 0, 0, name.length, 0];
  const header = `070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}`;
  return [Buffer.from(header), name, padding(header.length + name.length), data, padding(data.length)];
}

function padding(length) {
  return Buffer.alloc((4 - (length % 4)) % 4);
}
