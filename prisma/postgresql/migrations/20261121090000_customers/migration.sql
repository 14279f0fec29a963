-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "Account" (
    "key" SERIAL NOT NULL,
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
    "billingSettings" JSON,
    "version" INTEGER NOT NULL DEFAULT 1,
    "dateCreated" TIMESTAMPTZ(3) NOT NULL,
    "dateLastModified" TIMESTAMPTZ(3) NOT NULL,
    "createdBy" TEXT NOT NULL,
    "lastModifiedBy" TEXT NOT NULL,

    CONSTRAINT "Account_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "Customer" (
    "key" SERIAL NOT NULL,
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "parentCustomerId" TEXT,
    "path" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "referenceId" TEXT,
    "referenceKey" TEXT NOT NULL,
    "isStaging" BOOLEAN NOT NULL DEFAULT false,
    "data" JSON NOT NULL,
    "schedule" JSON NOT NULL,
    "integrationData" JSON NOT NULL,
    "overrideBillingSettings" BOOLEAN NOT NULL DEFAULT false,
    "billingSettings" JSON,
    "overrideAppSettings" BOOLEAN NOT NULL DEFAULT false,
    "appSettings" JSON,
    "version" INTEGER NOT NULL DEFAULT 1,
    "dateCreated" TIMESTAMPTZ(3) NOT NULL,
    "dateLastModified" TIMESTAMPTZ(3) NOT NULL,
    "createdBy" TEXT NOT NULL,
    "lastModifiedBy" TEXT NOT NULL,

    CONSTRAINT "Customer_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "Tag" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "color" TEXT NOT NULL,

    CONSTRAINT "Tag_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CustomerTag" (
    "customerId" TEXT NOT NULL,
    "tagId" TEXT NOT NULL,

    CONSTRAINT "CustomerTag_pkey" PRIMARY KEY ("customerId","tagId")
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

-- AddForeignKey
ALTER TABLE "Account" ADD CONSTRAINT "Account_parentAccountId_fkey" FOREIGN KEY ("parentAccountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Customer" ADD CONSTRAINT "Customer_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Customer" ADD CONSTRAINT "Customer_parentCustomerId_fkey" FOREIGN KEY ("parentCustomerId") REFERENCES "Customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Tag" ADD CONSTRAINT "Tag_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CustomerTag" ADD CONSTRAINT "CustomerTag_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CustomerTag" ADD CONSTRAINT "CustomerTag_tagId_fkey" FOREIGN KEY ("tagId") REFERENCES "Tag"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand: what Prisma's schema language cannot say.

-- Sorting and matching are bytewise, whatever locale the database was made with, and so the same as on SQLite.
ALTER TABLE "Account"
    ALTER COLUMN "id" TYPE TEXT COLLATE "C",
    ALTER COLUMN "parentAccountId" TYPE TEXT COLLATE "C",
    ALTER COLUMN "path" TYPE TEXT COLLATE "C",
    ALTER COLUMN "nameKey" TYPE TEXT COLLATE "C";

ALTER TABLE "Customer"
    ALTER COLUMN "id" TYPE TEXT COLLATE "C",
    ALTER COLUMN "accountId" TYPE TEXT COLLATE "C",
    ALTER COLUMN "parentCustomerId" TYPE TEXT COLLATE "C",
    ALTER COLUMN "path" TYPE TEXT COLLATE "C",
    ALTER COLUMN "nameKey" TYPE TEXT COLLATE "C",
    ALTER COLUMN "referenceId" TYPE TEXT COLLATE "C",
    ALTER COLUMN "referenceKey" TYPE TEXT COLLATE "C";

ALTER TABLE "Tag"
    ALTER COLUMN "id" TYPE TEXT COLLATE "C",
    ALTER COLUMN "accountId" TYPE TEXT COLLATE "C",
    ALTER COLUMN "nameKey" TYPE TEXT COLLATE "C";

ALTER TABLE "CustomerTag"
    ALTER COLUMN "customerId" TYPE TEXT COLLATE "C",
    ALTER COLUMN "tagId" TYPE TEXT COLLATE "C";

-- nameFilter finds any part of a name.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX "Customer_nameKey_trgm" ON "Customer" USING gin ("nameKey" gin_trgm_ops);
