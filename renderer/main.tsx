import '@fontsource-variable/inter/index.css';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './app/theme.css';
import './ui/ui.css';
import './app/shell.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { connectState } from './lib/app-state.ts';
import { startI18n } from './lib/i18n.ts';
import { listenToKeys } from './lib/keys.ts';
import { guardAgainstScans } from './lib/scan-guard.ts';

startI18n();
// The guard must see a key before any handler acts on it.
guardAgainstScans();
listenToKeys();
connectState();

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
