import { useTranslation } from 'react-i18next';
import { goHome } from '../../app/navigation.ts';
import { useStore } from '../../lib/store.ts';
import { testIds } from '../../test-ids.ts';
import { searchStore, setSearchField, typeSearch } from './search-state.ts';

/** The field in the header. Typing into it opens the rows over the lower part of the cart. */
export function SearchField() {
  const { t } = useTranslation();
  const { text, identifies } = useStore(searchStore);
  return (
    <input
      ref={setSearchField}
      type="text"
      autoComplete="off"
      value={text}
      maxLength={200}
      placeholder={
        identifies === null ? t('sell.searchHint') : t('sell.identifyHint', { code: identifies.code })
      }
      aria-label={t('sell.searchHint')}
      data-testid={testIds.searchInput}
      onFocus={() => {
        goHome();
        typeSearch(searchStore.get().text);
      }}
      onChange={(event) => typeSearch(event.currentTarget.value)}
    />
  );
}
