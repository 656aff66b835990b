/**
 * Who may import whom. A file belongs to the zone with the longest matching path prefix.
 *
 * `imports`: zones it may import freely (its own is always among them).
 * `types`: zones it may name in `import type` only, so that nothing of them runs.
 * `packages`: npm packages it may import; `any` where the choice is free.
 * `node`: whether it may import Node built-ins.
 */
export interface ZoneRule {
  readonly imports: readonly string[];
  readonly types?: readonly string[];
  readonly packages: readonly string[] | 'any';
  readonly node: boolean;
}

const ports = 'main/services/ports';
const everyMainZone = [
  'main/app',
  'main/app/demo',
  'main/cloud',
  'main/db',
  'main/devices',
  'main/ipc',
  'main/log',
  'main/secrets',
  'main/services',
  ports,
];
const everything = [
  ...everyMainZone,
  'domain',
  'contracts',
  'preload',
  'resources',
  'sandbox',
  'scripts',
  'virtual-counter',
];

const rendererPackages = [
  '@fontsource-variable/inter',
  '@mantine/core',
  '@mantine/hooks',
  '@mantine/notifications',
  '@tabler/icons-react',
  '@tanstack/react-query',
  '@tanstack/react-virtual',
  'i18next',
  'react',
  'react-dom',
  'react-i18next',
  'uqr',
  'zod',
];

/* biome-ignore format: one zone a line, to be read as a table */
export const importRules: Readonly<Record<string, ZoneRule>> = {
  domain:                      { imports: [],                                                                                             packages: [],                                      node: false },
  contracts:                   { imports: [], types: ['domain'],                                                                          packages: ['zod'],                                 node: false },
  preload:                     { imports: ['contracts'],                                                                                  packages: ['electron'],                            node: false },
  renderer:                    { imports: ['domain', 'contracts', 'resources'], types: ['main/ipc'],                                      packages: rendererPackages,                        node: false },
  sandbox:                     { imports: [],                                                                                             packages: ['better-sqlite3', 'fastify', 'zod'],    node: true },
  'virtual-counter':           { imports: [],                                                                                             packages: ['zod'],                                 node: true },
  resources:                   { imports: [],                                                                                             packages: [],                                      node: false },

  [ports]:                     { imports: ['domain', 'contracts'],                                                                        packages: ['zod'],                                 node: false },
  'main/db':                   { imports: ['domain', 'contracts'],                                                                        packages: ['better-sqlite3', 'zod'],               node: true },
  'main/services':             { imports: ['domain', 'contracts', 'main/db', ports], types: ['main/log'],                                 packages: ['uqr', 'uuid', 'zod'],                  node: true },
  'main/devices':              { imports: ['domain', 'contracts', 'resources', ports], types: ['main/log'],                               packages: ['escpos', 'node-hid', 'uqr', 'zod'],    node: true },
  'main/cloud':                { imports: ['domain', 'contracts', 'main/db', ports], types: ['main/log'],                                 packages: ['uuid', 'zod'],                         node: true },
  'main/secrets':              { imports: ['domain', 'contracts', ports], types: ['main/log'],                                            packages: ['electron', 'keytar'],                  node: true },
  'main/log':                  { imports: ['contracts'],                                                                                  packages: ['pino'],                                node: true },
  'main/ipc':                  { imports: ['domain', 'contracts', 'main/services', ports], types: ['main/log'],                           packages: ['electron', 'zod'],                     node: true },
  'main/app':                  { imports: [...everyMainZone, 'domain', 'contracts', 'resources'],                                         packages: ['electron', 'uuid', 'zod'],             node: true },
  'main/app/demo':             { imports: [...everyMainZone, 'domain', 'contracts', 'resources', 'sandbox'],                              packages: ['electron', 'uuid', 'zod'],             node: true },

  'scripts/setup':             { imports: [],                                                                                             packages: [],                                      node: true },
  'scripts/setup/default-app': { imports: [],                                                                                             packages: ['electron'],                            node: true },
  scripts:                     { imports: ['scripts/setup', 'main/app', 'sandbox'],                                                       packages: 'any',                                   node: true },
  bench:                       { imports: [...everything, 'renderer', 'tests', 'tests/support'],                                          packages: 'any',                                   node: true },
  tests:                       { imports: [...everything, 'bench', 'renderer', 'scripts/setup', 'tests/support'],                         packages: 'any',                                   node: true },
  'tests/support':             { imports: [...everything, 'bench', 'renderer', 'scripts/setup', 'tests'],                                 packages: 'any',                                   node: true },
  '.':                         { imports: [],                                                                                             packages: 'any',                                   node: true },
};

/** Packages with one home: named here so that no zone above can be widened by accident. */
export const packageHomes: Readonly<Record<string, readonly string[]>> = {
  electron: [
    'main/app',
    'main/ipc',
    'main/secrets',
    'preload',
    'scripts/setup/default-app',
    'bench',
    'tests',
  ],
  keytar: ['main/secrets'],
  'node-hid': ['main/devices', 'tests'],
  'better-sqlite3': ['main/db', 'sandbox', 'bench', 'tests'],
};
