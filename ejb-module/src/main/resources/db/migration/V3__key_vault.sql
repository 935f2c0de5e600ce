-- One vault for every key that is stored, in place of issuer_key and terminal.tmk_block: with
-- state, validity and history. Keys that were there move over as they are; the next start of the
-- server wraps them anew as X9.143 blocks.

-- key_block is NULL once the key is destroyed. At most one key of an owner and type is ACTIVE.
CREATE TABLE managed_key (
  owner      VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  type       VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  version    TINYINT      UNSIGNED NOT NULL,
  state      VARCHAR(11)  CHARACTER SET ascii NOT NULL,
  key_block  VARCHAR(512) CHARACTER SET ascii COLLATE ascii_bin,
  kcv        CHAR(8)      CHARACTER SET ascii NOT NULL,
  valid_from DATE         NOT NULL,
  valid_to   DATE         NOT NULL,
  PRIMARY KEY (owner, type, version)
);

INSERT INTO managed_key (owner, type, version, state, key_block, kcv, valid_from, valid_to)
SELECT CASE name WHEN 'pin-verification' THEN 'ISSUER/OWN' ELSE 'INSTITUTION' END,
       CASE name WHEN 'pin-verification' THEN 'PIN_HASH' WHEN 'pan-lookup' THEN 'PAN_LOOKUP'
         WHEN 'pan-encryption' THEN 'PAN_ENCRYPTION' ELSE 'BALANCE_SEALING' END,
       version, 'ACTIVE', key_block, kcv, '2000-01-01', '9999-12-31'
FROM issuer_key;
DROP TABLE issuer_key;

-- No check value was kept of these: the first start fills it in with the new block.
INSERT INTO managed_key (owner, type, version, state, key_block, kcv, valid_from, valid_to)
SELECT CONCAT('TERMINAL/', terminal_id), 'TMK', 1, 'ACTIVE', tmk_block, '00000000',
       '2000-01-01', '9999-12-31'
FROM terminal;
ALTER TABLE terminal DROP COLUMN tmk_block;

-- Working keys of before: their terminals are told to sign in again.
DELETE FROM terminal_session;
ALTER TABLE terminal_session MODIFY pik_block VARCHAR(512) CHARACTER SET ascii NOT NULL;
ALTER TABLE terminal_session MODIFY mak_block VARCHAR(512) CHARACTER SET ascii NOT NULL;

-- What became of a key, when and by whom. Rows are only added.
CREATE TABLE key_event (
  sequence    BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  owner       VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  type        VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  version     TINYINT     UNSIGNED NOT NULL,
  occurred_at DATETIME(6) NOT NULL,
  operator    VARCHAR(81) CHARACTER SET ascii NOT NULL,
  event       VARCHAR(16) CHARACTER SET ascii NOT NULL,
  KEY ix_key_event_key (owner, type, version)
);

-- Two operators who answer for an act together are one actor: both names, with a +.
ALTER TABLE audit_event MODIFY actor VARCHAR(81) CHARACTER SET ascii NOT NULL;

-- One row. Every act on the vault locks it, so that acts come one after the other, and counts it
-- up: nodes that keep keys open look here for news. master_generation is the local master key that
-- wraps what is new.
CREATE TABLE key_epoch (
  id                TINYINT NOT NULL PRIMARY KEY CHECK (id = 1),
  epoch             BIGINT  NOT NULL,
  master_generation INT     NOT NULL
);
INSERT INTO key_epoch (id, epoch, master_generation) VALUES (1, 1, 1);

-- A key that is being put together from components (IN), or handed out as components (OUT). The
-- components lie here wrapped until the key is made, all are handed out, the ceremony is abandoned
-- or it runs out; then the rows go. version is that of the key handed out, or 0.
CREATE TABLE key_ceremony (
  owner      VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  type       VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  direction  VARCHAR(3)  CHARACTER SET ascii NOT NULL,
  version    TINYINT     UNSIGNED NOT NULL,
  algorithm  VARCHAR(12) CHARACTER SET ascii NOT NULL,
  components TINYINT     NOT NULL,
  exportable BOOLEAN     NOT NULL,
  valid_from DATE        NOT NULL,
  valid_to   DATE        NOT NULL,
  begun_by   VARCHAR(40) CHARACTER SET ascii NOT NULL,
  expires_at DATETIME(6) NOT NULL,
  PRIMARY KEY (owner, type)
);

-- custodian: who entered it or took it; NULL while nobody has.
CREATE TABLE key_component (
  owner     VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  type      VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  number    TINYINT      NOT NULL,
  custodian VARCHAR(40)  CHARACTER SET ascii,
  key_block VARCHAR(512) CHARACTER SET ascii COLLATE ascii_bin,
  kcv       CHAR(8)      CHARACTER SET ascii NOT NULL,
  PRIMARY KEY (owner, type, number),
  UNIQUE KEY uq_key_component_custodian (owner, type, custodian)
);

-- Products say whose keys serve their cards, how their PINs are verified, and whether a stripe
-- must carry the right card verification value. Cards of before have none.
ALTER TABLE card_product
  ADD COLUMN issuer VARCHAR(24) CHARACTER SET ascii NOT NULL DEFAULT 'OWN';
ALTER TABLE card_product
  ADD COLUMN pin_method VARCHAR(12) CHARACTER SET ascii NOT NULL DEFAULT 'KEYED_HASH';
ALTER TABLE card_product ADD COLUMN cvn_checked BOOLEAN NOT NULL DEFAULT FALSE;

-- Under which version of the key of the hashes a card is found: unlike a sealed value, the hash does
-- not tell, and the job that seals anew after a rotation must know where it is.
ALTER TABLE card ADD COLUMN pan_hash_version TINYINT UNSIGNED NOT NULL DEFAULT 1;

-- A stored PIN reference tells its method and its key's version in its first two bytes.
UPDATE card SET pin_verification = CONCAT(X'0101', pin_verification)
WHERE pin_verification IS NOT NULL;
