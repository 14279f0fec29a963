-- CreateTable
CREATE TABLE "DeletedCustomer" (
    "id" TEXT NOT NULL,
    "key" INTEGER NOT NULL,
    "accountId" TEXT NOT NULL,
    "parentCustomerId" TEXT,
    "path" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "referenceId" TEXT,
    "referenceKey" TEXT NOT NULL,
    "isStaging" BOOLEAN NOT NULL,
    "data" JSON NOT NULL,
    "schedule" JSON NOT NULL,
    "integrationData" JSON NOT NULL,
    "overrideBillingSettings" BOOLEAN NOT NULL,
    "billingSettings" JSON,
    "overrideAppSettings" BOOLEAN NOT NULL,
    "appSettings" JSON,
    "version" INTEGER NOT NULL,
    "dateCreated" TIMESTAMPTZ(3) NOT NULL,
    "dateLastModified" TIMESTAMPTZ(3) NOT NULL,
    "createdBy" TEXT NOT NULL,
    "lastModifiedBy" TEXT NOT NULL,
    "deletion" TEXT NOT NULL,

    CONSTRAINT "DeletedCustomer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DeletedCustomerTag" (
    "customerId" TEXT NOT NULL,
    "tagId" TEXT NOT NULL,

    CONSTRAINT "DeletedCustomerTag_pkey" PRIMARY KEY ("customerId","tagId")
);

-- CreateIndex
CREATE UNIQUE INDEX "DeletedCustomer_path_key" ON "DeletedCustomer"("path");

-- CreateIndex
CREATE INDEX "DeletedCustomer_deletion_idx" ON "DeletedCustomer"("deletion");

-- CreateIndex
CREATE INDEX "DeletedCustomer_dateLastModified_idx" ON "DeletedCustomer"("dateLastModified");

-- By hand: what Prisma's schema language cannot say.

-- Sorting and matching are bytewise, whatever locale the database was made with, and so the same as on SQLite.
ALTER TABLE "DeletedCustomer"
    ALTER COLUMN "id" TYPE TEXT COLLATE "C",
    ALTER COLUMN "accountId" TYPE TEXT COLLATE "C",
    ALTER COLUMN "parentCustomerId" TYPE TEXT COLLATE "C",
    ALTER COLUMN "path" TYPE TEXT COLLATE "C",
    ALTER COLUMN "nameKey" TYPE TEXT COLLATE "C",
    ALTER COLUMN "referenceId" TYPE TEXT COLLATE "C",
    ALTER COLUMN "referenceKey" TYPE TEXT COLLATE "C";

ALTER TABLE "DeletedCustomerTag"
    ALTER COLUMN "customerId" TYPE TEXT COLLATE "C",
    ALTER COLUMN "tagId" TYPE TEXT COLLATE "C";

-- AddForeignKey
ALTER TABLE "DeletedCustomer" ADD CONSTRAINT "DeletedCustomer_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DeletedCustomerTag" ADD CONSTRAINT "DeletedCustomerTag_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "DeletedCustomer"("id") ON DELETE CASCADE ON UPDATE CASCADE;
