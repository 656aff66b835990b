import { useQuery } from '@tanstack/react-query';
import { call, failureOf } from '../../lib/bridge.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { SaleDetails } from './sale-details.tsx';
import './sales.css';

/** A receipt by its id, as main has it. */
export function StoredSale({ saleId }: { readonly saleId: string }) {
  const sale = useQuery({ queryKey: ['sale', saleId], queryFn: () => call('sales:get', { saleId }) });
  if (sale.error !== null) return <FailureNote failure={failureOf(sale.error)} />;
  return sale.data === undefined ? null : <SaleDetails sale={sale.data} />;
}
