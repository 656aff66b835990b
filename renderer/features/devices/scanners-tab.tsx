import { IconBarcode } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/empty-state.tsx';

/** Scanners of this machine. Those that type like a keyboard need nothing. */
export function ScannersTab() {
  const { t } = useTranslation();
  return (
    <EmptyState icon={IconBarcode} title={t('devices.scanners.title')}>
      {t('devices.scanners.words')}
    </EmptyState>
  );
}
