-- Cards of others: the hosts that decide about them, what was asked of them, what is owed to them,
-- and what they said that nobody had asked for.

-- name is also the key zone (owner ZONE/name of its ZPK and ZAK) and the name under which its
-- links are configured. institution: how the host knows us (elements 32 and 90).
CREATE TABLE upstream_host (
  id                    BIGINT      NOT NULL PRIMARY KEY,
  name                  VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL UNIQUE,
  title                 VARCHAR(80) NOT NULL,
  settlement_account_id BIGINT      NOT NULL,
  institution           VARCHAR(11) CHARACTER SET ascii NOT NULL,
  mac_algorithm         VARCHAR(12) CHARACTER SET ascii NOT NULL,
  created_at            DATETIME(6) NOT NULL,
  FOREIGN KEY (settlement_account_id) REFERENCES ledger_account (id)
);

-- network: the host that asked about our card; upstream: the host that decides about another's. NULL
-- when there is none. A transaction that waits for its host is PENDING, with response code 09.
ALTER TABLE transaction_record MODIFY state VARCHAR(9) CHARACTER SET ascii NOT NULL;
ALTER TABLE transaction_record
  ADD COLUMN network VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin;
ALTER TABLE transaction_record
  ADD COLUMN upstream VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin;

-- One row a routed transaction, written with it before anything is sent: enough to ask about it, to
-- reverse it and to compare journals, whatever was killed since. Whoever acts on the transaction
-- locks this row. The card number is sealed for the transaction's id.
-- pan_hash_version is that of the hash's key; trace and transmitted_at are elements 11 and 7 (UTC,
-- whole seconds).
-- status: PENDING; ANSWERED by the host; UNSENT: never left the building; UNKNOWN: no usable answer;
--   ADVISED: decided here, and the host is told
CREATE TABLE upstream_exchange (
  transaction_id BIGINT        NOT NULL PRIMARY KEY,
  host           VARCHAR(16)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  trace          INT           NOT NULL,
  transmitted_at DATETIME      NOT NULL,
  mti            CHAR(4)       CHARACTER SET ascii NOT NULL,
  pan_hash       BINARY(32)    NOT NULL,
  pan_hash_version TINYINT     UNSIGNED NOT NULL,
  pan_sealed     VARBINARY(64) NOT NULL,
  pan_masked     VARCHAR(19)   CHARACTER SET ascii NOT NULL,
  status         VARCHAR(8)    CHARACTER SET ascii NOT NULL,
  host_code      VARCHAR(2)    CHARACTER SET ascii NOT NULL,
  auth_code      VARCHAR(6)    CHARACTER SET ascii NOT NULL,
  asked_at       DATETIME(6)   NOT NULL,
  answered_at    DATETIME(6),
  KEY ix_upstream_exchange_status (status, asked_at),
  KEY ix_upstream_exchange_card (pan_hash, auth_code),
  KEY ix_upstream_exchange_masked (pan_masked)
);

-- What a host must be told: written in the database transaction of its cause (the outbox). This
-- table is the truth; the message in the queue only says "look here", so that one too many or one
-- too few harms nothing.
-- kind: REVERSAL (0420) of the transaction, or ADVICE (0220) of it
-- status: OWED: to be relayed; QUEUED: a message is under way; SETTLED: the host has it; DEAD: given
--   up, an operator's to decide; CLOSED: decided, with the reason
-- trace and transmitted_at: elements 11 and 7 of the message itself, the same at every repetition
CREATE TABLE upstream_debt (
  id             BIGINT       NOT NULL PRIMARY KEY,
  kind           VARCHAR(8)   CHARACTER SET ascii NOT NULL,
  transaction_id BIGINT       NOT NULL,
  host           VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  reason         CHAR(2)      CHARACTER SET ascii NOT NULL,
  trace          INT          NOT NULL,
  transmitted_at DATETIME     NOT NULL,
  status         VARCHAR(7)   CHARACTER SET ascii NOT NULL,
  tries          INT          NOT NULL DEFAULT 0,
  next_try_at    DATETIME(6)  NOT NULL,
  host_code      VARCHAR(2)   CHARACTER SET ascii NOT NULL DEFAULT '',
  last_error     VARCHAR(120) CHARACTER SET ascii NOT NULL DEFAULT '',
  created_at     DATETIME(6)  NOT NULL,
  ended_at       DATETIME(6),
  closed_by      VARCHAR(40)  CHARACTER SET ascii,
  closed_reason  VARCHAR(200),
  UNIQUE KEY uq_upstream_debt (transaction_id, kind),
  KEY ix_upstream_debt_status (status, host, next_try_at)
);

-- What came from a host and was not posted: answers to nothing, late, twice, with another amount or
-- card, with a wrong MAC; messages of an unknown type. Masked. transaction_id 0: of none.
CREATE TABLE upstream_stray (
  id             BIGINT       NOT NULL PRIMARY KEY,
  host           VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  transaction_id BIGINT       NOT NULL,
  why            VARCHAR(16)  CHARACTER SET ascii NOT NULL,
  evidence       VARCHAR(500) CHARACTER SET ascii NOT NULL,
  received_at    DATETIME(6)  NOT NULL,
  KEY ix_upstream_stray_time (host, received_at)
);
