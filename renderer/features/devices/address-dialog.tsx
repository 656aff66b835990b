import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { testIds } from '../../test-ids.ts';
import { Dialog } from '../../ui/dialog.tsx';

/** The port receipt printers listen on. */
const rawPrintPort = 9100;

type AddressDialogProps = {
  readonly onAddress: (host: string, port: number) => void;
  readonly onClose: () => void;
};

export function AddressDialog({ onAddress, onClose }: AddressDialogProps) {
  const { t } = useTranslation();
  const [host, setHost] = useState('');
  const [port, setPort] = useState(rawPrintPort.toString());
  const isWhole = isHost(host) && isPort(Number(port));
  return (
    <Dialog
      title={t('devices.add.address')}
      onClose={onClose}
      confirm={{
        label: t('devices.add.probe'),
        act: () => onAddress(host, Number(port)),
        disabled: !isWhole,
      }}
    >
      <p className="muted">{t('devices.add.addressWords')}</p>
      <div className="printer-address">
        <TextInput
          label={t('devices.form.host')}
          value={host}
          maxLength={253}
          autoFocus
          data-testid={testIds.printerHost}
          onChange={(event) => setHost(event.currentTarget.value.trim())}
        />
        <TextInput
          label={t('devices.form.port')}
          value={port}
          inputMode="numeric"
          data-testid={testIds.printerPort}
          onChange={(event) => setPort(event.currentTarget.value.replace(/\D/g, '').slice(0, 5))}
        />
      </div>
    </Dialog>
  );
}

function isHost(host: string): boolean {
  return /^[A-Za-z0-9.:-]{1,253}$/.test(host);
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65_535;
}
