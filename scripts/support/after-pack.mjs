import { rmSync } from 'node:fs';
import { join } from 'node:path';

/** electron-builder calls this on the unpacked app before it makes installers of it. */
export default function afterPack({ packager, appOutDir }) {
  rmSync(join(packager.getResourcesDir(appOutDir), 'default_app.asar'), { force: true });
}
