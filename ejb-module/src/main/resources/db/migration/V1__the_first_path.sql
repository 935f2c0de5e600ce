-- Everything the first path needs: institution and business day, ledger, cards, merchants,
-- terminals, transactions, keys, operators, audit.
-- Portable between MariaDB 11 and MySQL 8. Amounts are BIGINT in minor units, a credit positive.
-- Times are UTC. No foreign keys on what a purchase writes: those tables are partitioned by
-- business day (old partitions are dropped whole), and `ledger check` proves what keys would hold.

-- The open business day: one row, read with a share lock by every group of transactions and
-- locked by cut-over, so that no transaction falls in two days or none.
CREATE TABLE business_day (
  id            TINYINT     NOT NULL PRIMARY KEY CHECK (id = 1),
  business_date DATE        NOT NULL,
  opened_at     DATETIME(6) NOT NULL
);
INSERT INTO business_day (id, business_date, opened_at) VALUES (1, UTC_DATE(), UTC_TIMESTAMP(6));

-- ---------------------------------------------------------------------------------------------
-- ledger

-- owner_id: the card account's card, the merchant, or 0 for the institution's own accounts.
CREATE TABLE ledger_account (
  id         BIGINT      NOT NULL PRIMARY KEY,
  type       VARCHAR(24) CHARACTER SET ascii NOT NULL,
  owner_id   BIGINT      NOT NULL,
  currency   CHAR(3)     CHARACTER SET ascii NOT NULL,
  created_at DATETIME(6) NOT NULL,
  UNIQUE KEY uq_ledger_account_owner (type, owner_id, currency)
);

-- The institution's own accounts have small fixed ids (see LedgerAccount): no look-up on the way.
INSERT INTO ledger_account (id, type, owner_id, currency, created_at) VALUES
  (1, 'RESERVE_BANK', 0, 'CNY', UTC_TIMESTAMP(6)),
  (2, 'SUSPENSE',     0, 'CNY', UTC_TIMESTAMP(6));

-- The balance of a card account: the ledger balance and what is on hold, sealed (AES-GCM) with the
-- account and the version as associated data. The clear amounts stand nowhere but in the postings.
CREATE TABLE account_balance (
  account_id BIGINT        NOT NULL PRIMARY KEY,
  version    BIGINT        NOT NULL,
  sealed     VARBINARY(64) NOT NULL
);

CREATE TABLE journal_entry (
  id             BIGINT      NOT NULL,
  business_date  DATE        NOT NULL,
  transaction_id BIGINT      NOT NULL,
  PRIMARY KEY (id, business_date)
) PARTITION BY RANGE COLUMNS (business_date) (PARTITION pmax VALUES LESS THAN (MAXVALUE));

CREATE TABLE posting (
  entry_id      BIGINT   NOT NULL,
  line          TINYINT  NOT NULL,
  business_date DATE     NOT NULL,
  account_id    BIGINT   NOT NULL,
  amount        BIGINT   NOT NULL,
  currency      CHAR(3)  CHARACTER SET ascii NOT NULL,
  PRIMARY KEY (entry_id, line, business_date),
  KEY ix_posting_account (account_id, business_date)
) PARTITION BY RANGE COLUMNS (business_date) (PARTITION pmax VALUES LESS THAN (MAXVALUE));

-- ---------------------------------------------------------------------------------------------
-- keys (key blocks under the local master key; see org.openprepaid.key)

CREATE TABLE issuer_key (
  name       VARCHAR(32)      CHARACTER SET ascii NOT NULL,
  version    TINYINT UNSIGNED NOT NULL,
  key_block  VARCHAR(255)     CHARACTER SET ascii NOT NULL,
  kcv        CHAR(8)          CHARACTER SET ascii NOT NULL,
  created_at DATETIME(6)      NOT NULL,
  PRIMARY KEY (name, version)
);

-- ---------------------------------------------------------------------------------------------
-- cards

CREATE TABLE card_product (
  id                     BIGINT      NOT NULL PRIMARY KEY,
  code                   VARCHAR(16) CHARACTER SET ascii NOT NULL UNIQUE,
  name                   VARCHAR(80) NOT NULL,
  currency               CHAR(3)     CHARACTER SET ascii NOT NULL,
  bin                    VARCHAR(10) CHARACTER SET ascii NOT NULL UNIQUE,
  pan_length             TINYINT     NOT NULL,
  pin_required           BOOLEAN     NOT NULL,
  pin_length             TINYINT     NOT NULL,
  pin_tries              TINYINT     NOT NULL,
  balance_cap            BIGINT      NOT NULL,
  transaction_limit      BIGINT      NOT NULL,
  credit_floor           BIGINT      NOT NULL DEFAULT 0,
  hold_days              SMALLINT    NOT NULL,
  validity_months        SMALLINT    NOT NULL,
  service_code           CHAR(3)     CHARACTER SET ascii NOT NULL,
  active                 BOOLEAN     NOT NULL
);

CREATE TABLE card (
  id               BIGINT        NOT NULL PRIMARY KEY,
  pan_hash         BINARY(32)    NOT NULL UNIQUE,
  pan_sealed       VARBINARY(64) NOT NULL,
  pan_masked       VARCHAR(19)   CHARACTER SET ascii NOT NULL,
  product_id       BIGINT        NOT NULL,
  account_id       BIGINT        NOT NULL UNIQUE,
  expiry           CHAR(4)       CHARACTER SET ascii NOT NULL,
  status           VARCHAR(16)   CHARACTER SET ascii NOT NULL,
  pin_verification VARBINARY(64),
  pin_failures     TINYINT       NOT NULL DEFAULT 0,
  issued_at        DATETIME(6)   NOT NULL,
  KEY ix_card_masked (pan_masked),
  FOREIGN KEY (product_id) REFERENCES card_product (id),
  FOREIGN KEY (account_id) REFERENCES ledger_account (id)
);

-- Memo on a card account: what a pre-authorisation keeps aside. The sum of the pending ones is
-- also part of the sealed balance.
CREATE TABLE hold (
  id               BIGINT      NOT NULL PRIMARY KEY,
  account_id       BIGINT      NOT NULL,
  card_id          BIGINT      NOT NULL,
  merchant_id      CHAR(15)    CHARACTER SET ascii NOT NULL,
  transaction_id   BIGINT      NOT NULL,
  auth_code        CHAR(6)     CHARACTER SET ascii NOT NULL,
  amount           BIGINT      NOT NULL,
  currency         CHAR(3)     CHARACTER SET ascii NOT NULL,
  status           VARCHAR(8)  CHARACTER SET ascii NOT NULL,
  expires_at       DATETIME(6) NOT NULL,
  KEY ix_hold_account (account_id, auth_code),
  KEY ix_hold_due (status, expires_at)
);

-- ---------------------------------------------------------------------------------------------
-- merchants and terminals

CREATE TABLE merchant (
  id                 BIGINT      NOT NULL PRIMARY KEY,
  merchant_id        CHAR(15)    CHARACTER SET ascii NOT NULL UNIQUE,
  name               VARCHAR(80) NOT NULL,
  category_code      CHAR(4)     CHARACTER SET ascii NOT NULL,
  payable_account_id BIGINT      NOT NULL,
  api_key_hash       VARCHAR(255) CHARACTER SET ascii,
  active             BOOLEAN     NOT NULL,
  FOREIGN KEY (payable_account_id) REFERENCES ledger_account (id)
);

-- batch_status: OPEN takes transactions; UPLOADING waits for the terminal's details after totals
-- that did not agree.
CREATE TABLE terminal (
  id           BIGINT       NOT NULL PRIMARY KEY,
  terminal_id  CHAR(8)      CHARACTER SET ascii NOT NULL UNIQUE,
  merchant_pk  BIGINT       NOT NULL,
  tmk_block    VARCHAR(255) CHARACTER SET ascii NOT NULL,
  active       BOOLEAN      NOT NULL,
  batch_number INT          NOT NULL,
  batch_status VARCHAR(9)   CHARACTER SET ascii NOT NULL,
  FOREIGN KEY (merchant_pk) REFERENCES merchant (id)
);

-- The working keys of a terminal that has signed in; its absence means signed off.
CREATE TABLE terminal_session (
  terminal_id  CHAR(8)      CHARACTER SET ascii NOT NULL PRIMARY KEY,
  pik_block    VARCHAR(255) CHARACTER SET ascii NOT NULL,
  mak_block    VARCHAR(255) CHARACTER SET ascii NOT NULL,
  signed_in_at DATETIME(6)  NOT NULL
);

-- A terminal batch whose totals were presented (0500).
CREATE TABLE batch_settlement (
  terminal_id          CHAR(8)     CHARACTER SET ascii NOT NULL,
  batch_number         INT         NOT NULL,
  business_date        DATE        NOT NULL,
  status               VARCHAR(9)  CHARACTER SET ascii NOT NULL,
  result               TINYINT     NOT NULL,
  terminal_debit_count INT         NOT NULL,
  terminal_debit       BIGINT      NOT NULL,
  terminal_credit_count INT        NOT NULL,
  terminal_credit      BIGINT      NOT NULL,
  host_debit_count     INT         NOT NULL,
  host_debit           BIGINT      NOT NULL,
  host_credit_count    INT         NOT NULL,
  host_credit          BIGINT      NOT NULL,
  presented_at         DATETIME(6) NOT NULL,
  closed_at            DATETIME(6),
  PRIMARY KEY (terminal_id, batch_number)
);

-- One transaction that the terminal told again in a batch upload (0320), and what became of it.
CREATE TABLE batch_upload_detail (
  terminal_id  CHAR(8)     CHARACTER SET ascii NOT NULL,
  batch_number INT         NOT NULL,
  trace        INT         NOT NULL,
  card_type    CHAR(2)     CHARACTER SET ascii NOT NULL,
  pan_masked   VARCHAR(20) CHARACTER SET ascii NOT NULL,
  amount       BIGINT      NOT NULL,
  verdict      VARCHAR(16) CHARACTER SET ascii NOT NULL,
  received_at  DATETIME(6) NOT NULL,
  PRIMARY KEY (terminal_id, batch_number, trace)
);

-- ---------------------------------------------------------------------------------------------
-- transactions

-- One row a request key: what a repeat is recognised by. state M is the mark of a reversal that
-- came before its original. Purged with the business day, after the longest time a terminal may repeat.
CREATE TABLE processed_request (
  request_key    VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  fingerprint    BIGINT      NOT NULL,
  transaction_id BIGINT      NOT NULL,
  business_date  DATE        NOT NULL,
  mark           BOOLEAN     NOT NULL
);

-- card_id and account_id are 0 when the card is unknown; hold_id, entry_id, original_id 0 when there is none.
CREATE TABLE transaction_record (
  id              BIGINT       NOT NULL,
  business_date   DATE         NOT NULL,
  kind            VARCHAR(22)  CHARACTER SET ascii NOT NULL,
  state           VARCHAR(8)   CHARACTER SET ascii NOT NULL,
  channel         VARCHAR(11)  CHARACTER SET ascii NOT NULL,
  request_key     VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  merchant_id     CHAR(15)     CHARACTER SET ascii NOT NULL,
  terminal_id     CHAR(8)      CHARACTER SET ascii NOT NULL,
  batch_number    INT          NOT NULL,
  trace           INT          NOT NULL,
  local_time      DATETIME     NOT NULL,
  card_id         BIGINT       NOT NULL,
  account_id      BIGINT       NOT NULL,
  amount          BIGINT       NOT NULL,
  currency        CHAR(3)      CHARACTER SET ascii NOT NULL,
  response_code   CHAR(2)      CHARACTER SET ascii NOT NULL,
  auth_code       CHAR(6)      CHARACTER SET ascii NOT NULL,
  available       BIGINT,
  refunded        BIGINT       NOT NULL,
  original_id     BIGINT       NOT NULL,
  hold_id         BIGINT       NOT NULL,
  entry_id        BIGINT       NOT NULL,
  evidence        VARCHAR(500) CHARACTER SET ascii NOT NULL,
  decided_at      DATETIME(6)  NOT NULL,
  PRIMARY KEY (id, business_date),
  KEY ix_transaction_batch (terminal_id, batch_number, trace),
  KEY ix_transaction_card (card_id, id),
  KEY ix_transaction_original (original_id)
) PARTITION BY RANGE COLUMNS (business_date) (PARTITION pmax VALUES LESS THAN (MAXVALUE));

-- ---------------------------------------------------------------------------------------------
-- operators and audit

-- failed_log_ins counts wrong passwords in a row; at the limit, locked_until is set.
CREATE TABLE operator (
  id             BIGINT       NOT NULL PRIMARY KEY,
  username       VARCHAR(40)  CHARACTER SET ascii NOT NULL UNIQUE,
  password_hash  VARCHAR(255) CHARACTER SET ascii NOT NULL,
  roles          VARCHAR(200) CHARACTER SET ascii NOT NULL,
  active         BOOLEAN      NOT NULL,
  failed_log_ins TINYINT      NOT NULL DEFAULT 0,
  locked_until   DATETIME(6),
  created_at     DATETIME(6)  NOT NULL
);

-- Hash-chained: hash = SHA-256 over the row and the previous hash. Rows are only added, by whoever
-- holds the lock on audit_head.
CREATE TABLE audit_event (
  sequence      BIGINT       NOT NULL PRIMARY KEY,
  occurred_at   DATETIME(6)  NOT NULL,
  actor         VARCHAR(40)  CHARACTER SET ascii NOT NULL,
  action        VARCHAR(40)  CHARACTER SET ascii NOT NULL,
  subject       VARCHAR(80)  CHARACTER SET ascii NOT NULL,
  outcome       VARCHAR(16)  CHARACTER SET ascii NOT NULL,
  detail        VARCHAR(500) NOT NULL,
  previous_hash BINARY(32)   NOT NULL,
  hash          BINARY(32)   NOT NULL
);

-- The end of the chain: locking the last event itself would let two writers read the same one, and
-- a chain cut short would not show.
CREATE TABLE audit_head (
  id       TINYINT    NOT NULL PRIMARY KEY CHECK (id = 1),
  sequence BIGINT     NOT NULL,
  hash     BINARY(32) NOT NULL
);
INSERT INTO audit_head (id, sequence, hash) VALUES (1, 0, REPEAT(CHAR(0), 32));
