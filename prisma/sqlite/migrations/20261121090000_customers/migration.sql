-- CreateTable
CREATE TABLE "Account" (
    "key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "id" TEXT NOT NULL,
    "parentAccountId" TEXT,
    "path" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "twilioAccountSid" TEXT,
    "maxPhoneNumbers" INTEGER NOT NULL DEFAULT 0,
    "isBYOA" BOOLEAN NOT NULL DEFAULT false,
    "trustHubProfileSid" TEXT,
    "logoId" TEXT,
    "logoUri" TEXT,
    "billingSettings" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,
    "dateCreated" DATETIME NOT NULL,
    "dateLastModified" DATETIME NOT NULL,
    "createdBy" TEXT NOT NULL,
    "lastModifiedBy" TEXT NOT NULL,
    CONSTRAINT "Account_parentAccountId_fkey" FOREIGN KEY ("parentAccountId") REFERENCES "Account" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Customer" (
    "key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "parentCustomerId" TEXT,
    "path" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "referenceId" TEXT,
    "referenceKey" TEXT NOT NULL,
    "isStaging" BOOLEAN NOT NULL DEFAULT false,
    "data" JSONB NOT NULL,
    "schedule" JSONB NOT NULL,
    "integrationData" JSONB NOT NULL,
    "overrideBillingSettings" BOOLEAN NOT NULL DEFAULT false,
    "billingSettings" JSONB,
    "overrideAppSettings" BOOLEAN NOT NULL DEFAULT false,
    "appSettings" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,
    "dateCreated" DATETIME NOT NULL,
    "dateLastModified" DATETIME NOT NULL,
    "createdBy" TEXT NOT NULL,
    "lastModifiedBy" TEXT NOT NULL,
    CONSTRAINT "Customer_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Customer_parentCustomerId_fkey" FOREIGN KEY ("parentCustomerId") REFERENCES "Customer" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Tag" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "color" TEXT NOT NULL,
    CONSTRAINT "Tag_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "CustomerTag" (
    "customerId" TEXT NOT NULL,
    "tagId" TEXT NOT NULL,

    PRIMARY KEY ("customerId", "tagId"),
    CONSTRAINT "CustomerTag_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "CustomerTag_tagId_fkey" FOREIGN KEY ("tagId") REFERENCES "Tag" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "Account_id_key" ON "Account"("id");

-- CreateIndex
CREATE UNIQUE INDEX "Account_path_key" ON "Account"("path");

-- CreateIndex
CREATE INDEX "Account_nameKey_id_idx" ON "Account"("nameKey", "id");

-- CreateIndex
CREATE INDEX "Account_parentAccountId_nameKey_id_idx" ON "Account"("parentAccountId", "nameKey", "id");

-- CreateIndex
CREATE INDEX "Account_dateCreated_id_idx" ON "Account"("dateCreated", "id");

-- CreateIndex
CREATE INDEX "Account_dateLastModified_id_idx" ON "Account"("dateLastModified", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Customer_id_key" ON "Customer"("id");

-- CreateIndex
CREATE UNIQUE INDEX "Customer_path_key" ON "Customer"("path");

-- CreateIndex
CREATE INDEX "Customer_nameKey_id_idx" ON "Customer"("nameKey", "id");

-- CreateIndex
CREATE INDEX "Customer_accountId_nameKey_id_idx" ON "Customer"("accountId", "nameKey", "id");

-- CreateIndex
CREATE INDEX "Customer_parentCustomerId_nameKey_id_idx" ON "Customer"("parentCustomerId", "nameKey", "id");

-- CreateIndex
CREATE INDEX "Customer_referenceKey_id_idx" ON "Customer"("referenceKey", "id");

-- CreateIndex
CREATE INDEX "Customer_referenceId_idx" ON "Customer"("referenceId");

-- CreateIndex
CREATE INDEX "Customer_dateCreated_id_idx" ON "Customer"("dateCreated", "id");

-- CreateIndex
CREATE INDEX "Customer_dateLastModified_id_idx" ON "Customer"("dateLastModified", "id");

-- CreateIndex
CREATE INDEX "Tag_nameKey_id_idx" ON "Tag"("nameKey", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Tag_accountId_nameKey_key" ON "Tag"("accountId", "nameKey");

-- CreateIndex
CREATE INDEX "CustomerTag_tagId_customerId_idx" ON "CustomerTag"("tagId", "customerId");

-- By hand: what Prisma's schema language cannot say.

-- nameFilter finds any part of a name.
CREATE VIRTUAL TABLE "CustomerName" USING fts5 (
    "nameKey",
    content='Customer',
    content_rowid='key',
    tokenize='trigram case_sensitive 1'
);

CREATE TRIGGER "CustomerName_insert" AFTER INSERT ON "Customer" BEGIN
    INSERT INTO "CustomerName" (rowid, "nameKey") VALUES (new."key", new."nameKey");
END;

CREATE TRIGGER "CustomerName_delete" AFTER DELETE ON "Customer" BEGIN
    INSERT INTO "CustomerName" ("CustomerName", rowid, "nameKey") VALUES ('delete', old."key", old."nameKey");
END;

CREATE TRIGGER "CustomerName_update" AFTER UPDATE OF "nameKey" ON "Customer" WHEN old."nameKey" <> new."nameKey" BEGIN
    INSERT INTO "CustomerName" ("CustomerName", rowid, "nameKey") VALUES ('delete', old."key", old."nameKey");
    INSERT INTO "CustomerName" (rowid, "nameKey") VALUES (new."key", new."nameKey");
END;
