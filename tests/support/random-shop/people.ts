import type { CustomerFields } from '../../../domain/customer/fields.ts';
import { fieldsFrom } from '../../../domain/customer/fields.ts';
import type { Writer } from '../../../main/db/store.ts';
import { createCustomer, editCustomer } from '../../../main/services/customers.ts';
import type { Random } from '../../../sandbox/generate/random.ts';
import type { Sandbox } from '../../../sandbox/start.ts';
import { cloudGet } from '../cloud-get.ts';
import { backOffice } from '../repairing.ts';
import type { MortalTill } from './mortal-till.ts';

/** Few, so that both tills and the office meet the same ones. */
const phones = ['0901000001', '0901000002', '0901000003', '0901000004'];
const emails = ['lan@example.com', 'hoa@example.com'];
const names = ['Nguyễn Thị Lan', 'Trần Văn Hùng', 'Lê Thị Hoa', 'Phạm Minh', 'Chị Bảy'];

export type Known = { readonly id: string; readonly name: string; readonly phone: string };

/** Whoever is a customer of that till by now, whether the cloud knows them or not. */
export function knownPeople(writer: Writer): readonly Known[] {
  return writer.all<Known>(
    `SELECT id, name, phone FROM customer WHERE merged_into IS NULL AND deleted_in_cloud_at IS NULL ORDER BY id`,
  );
}

/** Somebody gives their phone at the counter. Who is known already is refused, as the counter does. */
export function makeCustomer(random: Random, till: MortalTill): void {
  const fields = { name: random.pick(names), phone: random.pick(phones), email: anyEmail(random) };
  const { till: counter, actor } = till.counter();
  createCustomer(counter, actor, { fields: filled(fields), despiteName: true, intoCart: false });
}

export function changeCustomer(random: Random, till: MortalTill): void {
  const person = anyOf(random, knownPeople(till.writer()));
  const change = random.pick([
    { name: random.pick(names) },
    { phone: random.pick(phones) },
    { note: `ghi chú ${random.between(1, 99)}` },
  ]);
  if (person === undefined) return;
  const row = till
    .writer()
    .get<CustomerFields>('SELECT name, phone, email, note, birthday, gender FROM customer WHERE id = ?', [
      person.id,
    ]);
  if (row === undefined) return;
  const { till: counter, actor } = till.counter();
  editCustomer(counter, actor, person.id, { ...fieldsFrom((field) => row[field]), ...change });
}

/** The office works in whatever weather there is; a call that fails was not made, or its answer was lost. */
export async function officeMakesCustomer(random: Random, sandbox: Sandbox): Promise<void> {
  const customer = {
    first_name: random.pick(names),
    phone: random.pick(phones),
    email: anyEmail(random) || null,
  };
  await backOffice(sandbox, 'POST', '/com/customers.json', { customer }).catch(() => undefined);
}

export async function officeChangesCustomer(random: Random, sandbox: Sandbox): Promise<void> {
  const [which, name, phone] = [random.between(0, 99), random.pick(names), random.pick(phones)];
  const change = random.pick([
    { first_name: name, last_name: '' },
    { phone },
    { note: `văn phòng ${which}` },
  ]);
  const listed = await cloudGet<{ customers: readonly { id: number | string; email: string | null }[] }>(
    sandbox,
    '/com/customers.json?limit=50',
  ).catch(() => ({ customers: [] }));
  const people = listed.customers.filter(({ email }) => email !== 'guest@haravan.com');
  const id = people[which % Math.max(1, people.length)]?.id;
  if (id === undefined) return;
  await backOffice(sandbox, 'PUT', `/com/customers/${id}.json`, {
    customer: { id: Number(id), ...change },
  }).catch(() => undefined);
}

export function anyOf<T>(random: Random, items: readonly T[]): T | undefined {
  const which = random.between(0, 99);
  return items[which % Math.max(1, items.length)];
}

function anyEmail(random: Random): string {
  const email = random.pick(emails);
  return random.oneIn(4) ? email : '';
}

function filled(some: Partial<CustomerFields>): CustomerFields {
  return fieldsFrom((field) => some[field] ?? '');
}
