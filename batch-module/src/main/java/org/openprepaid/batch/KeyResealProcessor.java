package org.openprepaid.batch;

import jakarta.batch.api.chunk.ItemProcessor;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Named;
import org.openprepaid.key.custody.OutdatedPage;

/** Seals a page's values anew, before anything is locked. */
@Dependent
@Named("keyResealProcessor")
public class KeyResealProcessor implements ItemProcessor {
  @Override
  public OutdatedPage processItem(Object item) {
    OutdatedPage page = (OutdatedPage) item;
    page.reseal();
    return page;
  }
}
