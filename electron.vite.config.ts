import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const root = import.meta.dirname;
const built = (name: string): string => join(root, 'out/build', name);

// Targets of the oldest supported runtime: Electron 33 (Node 20.18, Chromium 130).
export default defineConfig({
  main: {
    build: {
      outDir: built('main'),
      target: 'node20.18',
      rollupOptions: {
        input: {
          main: join(root, 'main/app/main.ts'),
          'checkpoint-worker': join(root, 'main/db/checkpoint-worker.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: built('preload'),
      target: 'node20.18',
      // A sandboxed preload can require nothing but electron, and only a CommonJS one runs there.
      externalizeDeps: false,
      rollupOptions: {
        input: { preload: join(root, 'preload/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: join(root, 'renderer'),
    plugins: [react()],
    build: {
      outDir: built('renderer'),
      target: 'chrome130',
      minify: true,
      // Nothing is inlined as a data: URL, which the content policy of the window would refuse for fonts.
      assetsInlineLimit: 0,
      rollupOptions: { input: join(root, 'renderer/index.html') },
    },
  },
});
