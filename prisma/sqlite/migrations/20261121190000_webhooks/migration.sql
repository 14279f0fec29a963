-- CreateTable
CREATE TABLE "Webhook" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "dateCreated" DATETIME NOT NULL,
    CONSTRAINT "Webhook_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "WebhookDelivery" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "webhookId" TEXT NOT NULL,
    "changeId" INTEGER NOT NULL,
    "customerId" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "lastStatusCode" INTEGER,
    "lastAttemptAt" DATETIME,
    "nextAttemptAt" DATETIME,
    "dateCreated" DATETIME NOT NULL,
    CONSTRAINT "WebhookDelivery_webhookId_fkey" FOREIGN KEY ("webhookId") REFERENCES "Webhook" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "WebhookDelivery_changeId_fkey" FOREIGN KEY ("changeId") REFERENCES "CustomerChange" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "Webhook_accountId_id_idx" ON "Webhook"("accountId", "id");

-- CreateIndex
CREATE INDEX "WebhookDelivery_webhookId_changeId_idx" ON "WebhookDelivery"("webhookId", "changeId");

-- CreateIndex
CREATE INDEX "WebhookDelivery_webhookId_status_changeId_idx" ON "WebhookDelivery"("webhookId", "status", "changeId");

-- CreateIndex
CREATE INDEX "WebhookDelivery_webhookId_nextAttemptAt_changeId_idx" ON "WebhookDelivery"("webhookId", "nextAttemptAt", "changeId");

-- CreateIndex
CREATE INDEX "WebhookDelivery_webhookId_customerId_nextAttemptAt_idx" ON "WebhookDelivery"("webhookId", "customerId", "nextAttemptAt");

-- CreateIndex
CREATE INDEX "WebhookDelivery_changeId_idx" ON "WebhookDelivery"("changeId");
