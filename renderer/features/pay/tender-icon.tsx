import { type Icon, IconCash, IconCreditCard, IconQrcode } from '@tabler/icons-react';
import type { TenderKind } from '../../../domain/sale/tender.ts';

const icons: { readonly [K in TenderKind]: Icon } = {
  cash: IconCash,
  transfer: IconQrcode,
  card: IconCreditCard,
};

export function TenderIcon({ kind }: { readonly kind: TenderKind }) {
  const Sign = icons[kind];
  return <Sign size={26} aria-hidden="true" />;
}
