import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useAppOrNull } from '../lib/app-state.ts';
import { setLocale } from '../lib/i18n.ts';
import { setSoundVolume } from '../lib/sounds.ts';
import { useStore } from '../lib/store.ts';
import { testIds } from '../test-ids.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { lookStore, setLook } from './look.ts';
import { PhaseScreen } from './phase-screen.tsx';
import { theme } from './theme.ts';

const queries = new QueryClient({
  defaultOptions: {
    // Main answers whether the internet is there or not, so the browser's idea of "online" must not pause anything.
    queries: { networkMode: 'always', retry: false, staleTime: 0, refetchOnWindowFocus: false },
    mutations: { networkMode: 'always' },
  },
});

export function App() {
  const look = useStore(lookStore);
  useEffect(() => setLook(look), [look]);
  return (
    <MantineProvider theme={theme} forceColorScheme={look === 'dark' ? 'dark' : 'light'}>
      <Notifications
        className="app-toasts"
        position="top-center"
        limit={3}
        transitionDuration={0}
        containerWidth={600}
      />
      <QueryClientProvider client={queries}>
        <ErrorBoundary>
          <Phases />
        </ErrorBoundary>
      </QueryClientProvider>
    </MantineProvider>
  );
}

function Phases() {
  const app = useAppOrNull();
  const locale = app?.till?.settings.locale ?? 'vi';
  const volume = app?.till?.settings.soundVolume;
  useEffect(() => setLocale(locale), [locale]);
  useEffect(() => {
    if (volume !== undefined) setSoundVolume(volume);
  }, [volume]);
  if (app === null) return null;
  return (
    <div className="app" data-testid={testIds.appReady} data-phase={app.phase}>
      <PhaseScreen phase={app.phase} />
    </div>
  );
}
