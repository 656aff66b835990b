/** What is kept about a customer. All of it text, empty where nothing is known, so that two versions compare field by field. */
export const customerFieldNames = ['name', 'phone', 'email', 'note', 'birthday', 'gender'] as const;

export type CustomerField = (typeof customerFieldNames)[number];

/** `birthday` is `yyyy-mm-dd`; `gender` is `male`, `female` or empty; `phone` in local form. */
export type CustomerFields = { readonly [F in CustomerField]: string };

/** Made of what is said about each field. */
export function fieldsFrom(read: (field: CustomerField) => string): CustomerFields {
  return {
    name: read('name'),
    phone: read('phone'),
    email: read('email'),
    note: read('note'),
    birthday: read('birthday'),
    gender: read('gender'),
  };
}

export function differingFields(before: CustomerFields, after: CustomerFields): readonly CustomerField[] {
  return customerFieldNames.filter((field) => before[field] !== after[field]);
}

/** A customer without a name is called by phone or e-mail. Such a stand-in is no name and never leaves the till as one. */
export function nameOrStandIn(fields: Pick<CustomerFields, 'name' | 'phone' | 'email'>): string {
  return fields.name || fields.phone || fields.email;
}

export function hasOwnName(fields: Pick<CustomerFields, 'name' | 'phone' | 'email'>): boolean {
  return fields.name !== '' && fields.name !== fields.phone && fields.name !== fields.email;
}

/** Family and middle names come first here, the given name is the last word. */
export function splitName(name: string): { readonly lastName: string; readonly firstName: string } {
  const words = name.split(' ').filter((word) => word !== '');
  return { lastName: words.slice(0, -1).join(' '), firstName: words.at(-1) ?? '' };
}
