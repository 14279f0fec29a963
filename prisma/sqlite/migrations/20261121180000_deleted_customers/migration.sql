-- CreateTable
CREATE TABLE "DeletedCustomer" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "key" INTEGER NOT NULL,
    "accountId" TEXT NOT NULL,
    "parentCustomerId" TEXT,
    "path" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "referenceId" TEXT,
    "referenceKey" TEXT NOT NULL,
    "isStaging" BOOLEAN NOT NULL,
    "data" JSONB NOT NULL,
    "schedule" JSONB NOT NULL,
    "integrationData" JSONB NOT NULL,
    "overrideBillingSettings" BOOLEAN NOT NULL,
    "billingSettings" JSONB,
    "overrideAppSettings" BOOLEAN NOT NULL,
    "appSettings" JSONB,
    "version" INTEGER NOT NULL,
    "dateCreated" DATETIME NOT NULL,
    "dateLastModified" DATETIME NOT NULL,
    "createdBy" TEXT NOT NULL,
    "lastModifiedBy" TEXT NOT NULL,
    "deletion" TEXT NOT NULL,
    CONSTRAINT "DeletedCustomer_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "DeletedCustomerTag" (
    "customerId" TEXT NOT NULL,
    "tagId" TEXT NOT NULL,

    PRIMARY KEY ("customerId", "tagId"),
    CONSTRAINT "DeletedCustomerTag_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "DeletedCustomer" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "DeletedCustomer_path_key" ON "DeletedCustomer"("path");

-- CreateIndex
CREATE INDEX "DeletedCustomer_deletion_idx" ON "DeletedCustomer"("deletion");

-- CreateIndex
CREATE INDEX "DeletedCustomer_dateLastModified_idx" ON "DeletedCustomer"("dateLastModified");
