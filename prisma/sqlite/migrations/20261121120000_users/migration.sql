-- CreateTable
CREATE TABLE "User" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userName" TEXT NOT NULL,
    "userNameKey" TEXT NOT NULL,
    "displayName" TEXT,
    "emailAddress" TEXT,
    "passwordHash" TEXT NOT NULL,
    "roles" JSONB NOT NULL,
    "accountIds" JSONB NOT NULL,
    "customerIds" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "dateCreated" DATETIME NOT NULL,
    "dateLastModified" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Session" (
    "secretHash" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "isRemembered" BOOLEAN NOT NULL,
    "dateCreated" DATETIME NOT NULL,
    "lastSeen" DATETIME NOT NULL,
    "expires" DATETIME NOT NULL,
    CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SignInFailures" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "count" INTEGER NOT NULL,
    "expires" DATETIME NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "User_userNameKey_key" ON "User"("userNameKey");

-- CreateIndex
CREATE INDEX "Session_userId_idx" ON "Session"("userId");

-- CreateIndex
CREATE INDEX "Session_expires_idx" ON "Session"("expires");

-- CreateIndex
CREATE INDEX "SignInFailures_expires_idx" ON "SignInFailures"("expires");
