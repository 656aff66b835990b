import {
  type Icon,
  IconAlertTriangle,
  IconBuildingStore,
  IconKey,
  IconLock,
  IconShieldX,
  IconWifiOff,
  IconWorldX,
} from '@tabler/icons-react';
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../contracts/errors/failure.ts';
import type { ErrorCode } from '../../../contracts/errors/registry.ts';
import { wordsFor } from '../../lib/failures.ts';
import { testIds } from '../../test-ids.ts';

const signs: { readonly [C in ErrorCode]?: Icon } = {
  CLOUD_TOKEN_REFUSED: IconKey,
  CLOUD_SCOPE_MISSING: IconShieldX,
  CLOUD_UNREACHABLE: IconWifiOff,
  CLOUD_URL_INVALID: IconWorldX,
  NO_BRANCH: IconBuildingStore,
  KEYCHAIN_MISSING: IconLock,
  KEYCHAIN_LOCKED: IconLock,
  KEYCHAIN_DENIED: IconLock,
};

/** A failure of the first run as a page of its own: what happened, what to do step by step, and the code to tell support. */
export function SetupTrouble({ failure }: { readonly failure: Failure }) {
  const { t } = useTranslation();
  const { what, todo } = wordsFor(failure);
  const Sign = signs[failure.code] ?? IconAlertTriangle;
  const key = `setup.hints.${failure.code}`;
  const hints = i18next.exists(key) ? t(key).split('\n') : [];
  return (
    <div className="setup-trouble" role="alert" data-testid={testIds.setupTrouble} data-code={failure.code}>
      <Sign size={56} aria-hidden="true" />
      <h2>{what}</h2>
      <p className="setup-why">{todo}</p>
      {hints.length === 0 ? null : (
        <ol>
          {hints.map((hint) => (
            <li key={hint}>{hint}</li>
          ))}
        </ol>
      )}
      <p className="muted">{t('setup.code', { code: failure.code })}</p>
    </div>
  );
}
