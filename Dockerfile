FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /app
# Uploads on their way, and files and mails while no store and no mail server is set.
RUN mkdir /data && chown node:node /data
ENV DATA_FOLDER=/data
COPY --from=build --chown=node:node /app/package.json ./
COPY --from=build --chown=node:node /app/node_modules ./node_modules
COPY --from=build --chown=node:node /app/dist ./dist
COPY --from=build --chown=node:node /app/starter ./starter
USER node
EXPOSE 8000
CMD ["node", "dist/src/main.js"]
