import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog.tsx';
import { type Address, AddressFields, isAddress } from './address-fields.tsx';

/** The port receipt printers listen on. */
const rawPrintPort = 9100;

type AddressDialogProps = {
  readonly onAddress: (host: string, port: number) => void;
  readonly onClose: () => void;
};

export function AddressDialog({ onAddress, onClose }: AddressDialogProps) {
  const { t } = useTranslation();
  const [address, setAddress] = useState<Address>({ host: '', port: rawPrintPort });
  return (
    <Dialog
      title={t('devices.add.address')}
      onClose={onClose}
      confirm={{
        label: t('devices.add.probe'),
        act: () => onAddress(address.host, address.port),
        disabled: !isAddress(address),
      }}
    >
      <p className="muted">{t('devices.add.addressWords')}</p>
      <AddressFields address={address} isFirst onChange={setAddress} />
    </Dialog>
  );
}
