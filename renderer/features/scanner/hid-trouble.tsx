import { useTranslation } from 'react-i18next';
import type { HidTroubleView } from '../../../contracts/views/scanners.ts';
import { testIds } from '../../test-ids.ts';

/** Why no brand scanner can be read here, that selling goes on, and what to do. */
export function HidTrouble({ trouble }: { readonly trouble: HidTroubleView }) {
  const { t } = useTranslation();
  return (
    <div className="card scanner-trouble" role="status" data-testid={testIds.scannerTrouble}>
      <h2>{t(`scanners.trouble.${trouble.kind}.what`)}</h2>
      <p>{t(`scanners.trouble.${trouble.kind}.todo`)}</p>
      <code>{trouble.detail}</code>
    </div>
  );
}
