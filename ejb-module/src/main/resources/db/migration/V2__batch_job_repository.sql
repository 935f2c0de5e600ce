-- Where the server's batch runtime (jBatch in Payara 6) keeps its jobs, executions and checkpoints. It would make these tables
-- itself at the first job, but the application's database user may not. Names, columns and their order are the
-- runtime's own: it inserts without naming columns.
CREATE TABLE JOBINSTANCEDATA (
  jobinstanceid BIGINT NOT NULL PRIMARY KEY AUTO_INCREMENT,
  name          VARCHAR(512),
  apptag        VARCHAR(512)
);

CREATE TABLE EXECUTIONINSTANCEDATA (
  jobexecid     BIGINT NOT NULL PRIMARY KEY AUTO_INCREMENT,
  jobinstanceid BIGINT,
  createtime    TIMESTAMP NULL,
  starttime     TIMESTAMP NULL,
  endtime       TIMESTAMP NULL,
  updatetime    TIMESTAMP NULL,
  parameters    BLOB,
  batchstatus   VARCHAR(512),
  exitstatus    VARCHAR(512),
  CONSTRAINT JOBINST_JOBEXEC_FK FOREIGN KEY (jobinstanceid) REFERENCES JOBINSTANCEDATA (jobinstanceid)
);

CREATE TABLE STEPEXECUTIONINSTANCEDATA (
  stepexecid       BIGINT NOT NULL PRIMARY KEY AUTO_INCREMENT,
  jobexecid        BIGINT,
  batchstatus      VARCHAR(512),
  exitstatus       VARCHAR(512),
  stepname         VARCHAR(512),
  readcount        INT,
  writecount       INT,
  commitcount      INT,
  rollbackcount    INT,
  readskipcount    INT,
  processskipcount INT,
  filtercount      INT,
  writeskipcount   INT,
  startTime        TIMESTAMP NULL,
  endTime          TIMESTAMP NULL,
  persistentData   BLOB,
  CONSTRAINT JOBEXEC_STEPEXEC_FK FOREIGN KEY (jobexecid) REFERENCES EXECUTIONINSTANCEDATA (jobexecid)
);

CREATE TABLE JOBSTATUS (
  id  BIGINT NOT NULL PRIMARY KEY AUTO_INCREMENT,
  obj BLOB,
  CONSTRAINT JOBSTATUS_JOBINST_FK FOREIGN KEY (id) REFERENCES JOBINSTANCEDATA (jobinstanceid) ON DELETE CASCADE
);

CREATE TABLE STEPSTATUS (
  id  BIGINT NOT NULL PRIMARY KEY AUTO_INCREMENT,
  obj BLOB,
  CONSTRAINT STEPSTATUS_STEPEXEC_FK FOREIGN KEY (id) REFERENCES STEPEXECUTIONINSTANCEDATA (stepexecid) ON DELETE CASCADE
);

CREATE TABLE CHECKPOINTDATA (
  id  VARCHAR(512),
  obj BLOB,
  KEY ix_checkpointdata (id)
);
