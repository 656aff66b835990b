import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { testIds } from '../../test-ids.ts';

export type Address = { readonly host: string; readonly port: number };

type AddressFieldsProps = {
  readonly address: Address;
  /** Takes the focus when it appears. */
  readonly isFirst?: boolean;
  readonly onChange: (address: Address) => void;
};

/** Where a printer is in the network. */
export function AddressFields({ address, isFirst = false, onChange }: AddressFieldsProps) {
  const { t } = useTranslation();
  return (
    <div className="printer-address">
      <TextInput
        label={t('devices.form.host')}
        value={address.host}
        maxLength={253}
        autoFocus={isFirst}
        data-testid={testIds.printerHost}
        onChange={(event) => onChange({ ...address, host: event.currentTarget.value.trim() })}
      />
      <TextInput
        label={t('devices.form.port')}
        value={address.port === 0 ? '' : address.port.toString()}
        inputMode="numeric"
        data-testid={testIds.printerPort}
        onChange={(event) =>
          onChange({ ...address, port: Number(event.currentTarget.value.replace(/\D/g, '').slice(0, 5)) })
        }
      />
    </div>
  );
}

export function isAddress({ host, port }: Address): boolean {
  return /^[A-Za-z0-9.:-]{1,253}$/.test(host) && port >= 1 && port <= 65_535;
}
