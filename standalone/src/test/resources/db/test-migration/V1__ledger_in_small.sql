-- The shapes that the product's own schema has, as small as they can be.
CREATE TABLE card_account (
  id BIGINT NOT NULL PRIMARY KEY,
  balance BIGINT NOT NULL
) ENGINE = InnoDB;

CREATE TABLE posting (
  id BIGINT NOT NULL,
  business_date DATE NOT NULL,
  amount BIGINT NOT NULL,
  PRIMARY KEY (id, business_date)
) ENGINE = InnoDB
PARTITION BY RANGE COLUMNS (business_date) (
  PARTITION pmax VALUES LESS THAN (MAXVALUE)
);
