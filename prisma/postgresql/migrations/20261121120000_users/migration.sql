-- CreateTable
CREATE TABLE "User" (
    "id" TEXT NOT NULL,
    "userName" TEXT NOT NULL,
    "userNameKey" TEXT NOT NULL,
    "displayName" TEXT,
    "emailAddress" TEXT,
    "passwordHash" TEXT NOT NULL,
    "roles" JSON NOT NULL,
    "accountIds" JSON NOT NULL,
    "customerIds" JSON NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "dateCreated" TIMESTAMPTZ(3) NOT NULL,
    "dateLastModified" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "secretHash" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "isRemembered" BOOLEAN NOT NULL,
    "dateCreated" TIMESTAMPTZ(3) NOT NULL,
    "lastSeen" TIMESTAMPTZ(3) NOT NULL,
    "expires" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("secretHash")
);

-- CreateTable
CREATE TABLE "SignInFailures" (
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "expires" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SignInFailures_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "User_userNameKey_key" ON "User"("userNameKey");

-- CreateIndex
CREATE INDEX "Session_userId_idx" ON "Session"("userId");

-- CreateIndex
CREATE INDEX "Session_expires_idx" ON "Session"("expires");

-- CreateIndex
CREATE INDEX "SignInFailures_expires_idx" ON "SignInFailures"("expires");

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand: what Prisma's schema language cannot say.

-- Sorting and matching are bytewise, whatever locale the database was made with, and so the same as on SQLite.
ALTER TABLE "User"
    ALTER COLUMN "id" TYPE TEXT COLLATE "C",
    ALTER COLUMN "userNameKey" TYPE TEXT COLLATE "C";

ALTER TABLE "Session"
    ALTER COLUMN "secretHash" TYPE TEXT COLLATE "C",
    ALTER COLUMN "userId" TYPE TEXT COLLATE "C";

ALTER TABLE "SignInFailures"
    ALTER COLUMN "key" TYPE TEXT COLLATE "C";
